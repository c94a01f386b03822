package org.yizhan.media.sdp;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.media.rtp.Codec;

/// A codec of pictures with the parameters (`fmtp`) under which an offer has it, when it is one that every receiver
/// of that codec decodes.
///
/// @param parameters what the answer says of it; empty for nothing
/// @param rank       which of several that an offer has of the codec is taken: the lowest
record PictureFormat(Codec codec, String parameters, int rank) {

    private static final Pattern PROFILE_LEVEL = Pattern.compile("[0-9a-f]{6}");

    /// Set in the middle byte of an H.264 profile: decodes with a decoder of the main profile, too.
    private static final int CONSTRAINED = 0x40;

    /// @param parameters the offer's; empty for none
    /// @return empty: what this codec is in the offer is not taken
    static Optional<PictureFormat> of(Codec codec, String parameters) {
        return switch (codec) {
            case OPUS -> Optional.empty();
            case VP8 -> Optional.of(new PictureFormat(codec, "", 0));
            case H264 -> h264(parameters);
            case VP9 -> plain(codec, parameters, "profile-id");
            case AV1 -> plain(codec, parameters, "profile");
        };
    }

    /// Profile 0: eight bits and 4:2:0, what every decoder has; it is meant where none is named (RFC 9628 §6, AV1's
    /// payload format §7.2).
    private static Optional<PictureFormat> plain(Codec codec, String parameters, String profile) {
        return "0".equals(value(parameters, profile, "0"))
                ? Optional.of(new PictureFormat(codec, profile + "=0", 0))
                : Optional.empty();
    }

    /// Packetization mode 1 (RFC 6184 §6.3), and of the profiles that one first which most decode: constrained
    /// baseline, baseline, main, high.
    private static Optional<PictureFormat> h264(String parameters) {
        String profile = value(parameters, "profile-level-id", "").toLowerCase(Locale.ROOT);
        if (!"1".equals(value(parameters, "packetization-mode", "0"))
                || !PROFILE_LEVEL.matcher(profile).matches()) {
            return Optional.empty();
        }
        int rank = switch (profile.substring(0, 2)) {
            case "42" -> (Integer.parseInt(profile.substring(2, 4), 16) & CONSTRAINED) != 0 ? 0 : 1;
            case "4d" -> 2;
            case "64" -> 3;
            default -> -1;
        };
        String answer = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" + profile;
        return rank < 0 ? Optional.empty() : Optional.of(new PictureFormat(Codec.H264, answer, rank));
    }

    private static String value(String parameters, String name, String otherwise) {
        for (String parameter : parameters.split(";")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return parameter.substring(equals + 1).strip();
            }
        }
        return otherwise;
    }
}

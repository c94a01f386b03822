package org.yizhan.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.sdp.OfferRefused.Reason;
import org.yizhan.media.transport.Fingerprint;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;

/// Reads offers. Bounded in length, lines and sections; whatever is wrong is refused with its [Reason], and
/// nothing that a stranger can write makes it fail in any other way.
public final class OfferParser {

    static final int MAX_LINES = 4_000;
    static final int MAX_SECTIONS = 16;

    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/=_-]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/=_-]{22,256}");
    private static final Pattern MID = Pattern.compile("[A-Za-z0-9_.-]{1,16}");

    private final List<SectionLines> sections = new ArrayList<>();
    private final Numbers numbers = new Numbers();
    private @Nullable String fragment;
    private @Nullable String password;
    private @Nullable Fingerprint fingerprint;
    private String group = "";

    private OfferParser() {}

    public static BrowserOffer parse(String sdp) throws OfferRefused {
        if (sdp.length() > Offer.MAX_LENGTH) {
            throw new OfferRefused(Reason.TOO_LONG);
        }
        return new OfferParser().read(sdp);
    }

    private BrowserOffer read(String sdp) throws OfferRefused {
        String[] lines = sdp.split("\r?\n", MAX_LINES + 1);
        if (lines.length > MAX_LINES || !"v=0".equals(lines[0])) {
            throw new OfferRefused(Reason.MALFORMED);
        }
        SectionLines section = null;
        for (String line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new OfferRefused(Reason.MALFORMED);
            }
            if (line.startsWith("m=")) {
                if (sections.size() == MAX_SECTIONS) {
                    throw new OfferRefused(Reason.SECTIONS);
                }
                section = SectionLines.begin(line);
                sections.add(section);
            } else if (line.startsWith("a=")) {
                attribute(line.substring(2), section);
            }
        }
        return whole();
    }

    private void attribute(String attribute, @Nullable SectionLines section) throws OfferRefused {
        int colon = attribute.indexOf(':');
        String name = colon < 0 ? attribute : attribute.substring(0, colon);
        String value = colon < 0 ? "" : attribute.substring(colon + 1);
        switch (name) {
            case "ice-ufrag" -> fragment = same(FRAGMENT, fragment, value);
            case "ice-pwd" -> password = same(PASSWORD, password, value);
            case "fingerprint" -> fingerprint(value);
            case "setup" -> {
                if (!"actpass".equals(value) && !"active".equals(value)) {
                    throw new OfferRefused(Reason.SETUP);
                }
            }
            case "group" -> group = value.startsWith("BUNDLE ") ? " " + value.substring(7) + " " : group;
            default -> {
                if (section != null) {
                    section.attribute(name, value);
                }
            }
        }
    }

    private static String same(Pattern form, @Nullable String known, String value) throws OfferRefused {
        if (!form.matcher(value).matches() || known != null && !known.equals(value)) {
            throw new OfferRefused(Reason.ICE);
        }
        return value;
    }

    private void fingerprint(String value) throws OfferRefused {
        Fingerprint parsed = Fingerprint.parse(value).orElseThrow(() -> new OfferRefused(Reason.FINGERPRINT));
        if (fingerprint != null && !fingerprint.equals(parsed)) {
            throw new OfferRefused(Reason.FINGERPRINT);
        }
        fingerprint = parsed;
    }

    private BrowserOffer whole() throws OfferRefused {
        if (sections.isEmpty()) {
            throw new OfferRefused(Reason.SECTIONS);
        }
        if (fragment == null) {
            throw new OfferRefused(Reason.ICE);
        }
        if (fingerprint == null) {
            throw new OfferRefused(Reason.FINGERPRINT);
        }
        List<Section> understood = new ArrayList<>();
        Places places = new Places();
        for (SectionLines section : sections) {
            if (!MID.matcher(section.mid()).matches()
                    || understood.stream().anyMatch(other -> other.mid().equals(section.mid()))) {
                throw new OfferRefused(Reason.MALFORMED);
            }
            if (section.isMedia() && (!section.multiplexed() || !group.contains(" " + section.mid() + " "))) {
                throw new OfferRefused(Reason.BUNDLE);
            }
            if (section.isMedia()) {
                section.agree(numbers);
            }
            understood.add(places.place(section));
        }
        MediaIds ids = numbers.ids();
        for (int i = 0; i < understood.size(); i++) {
            Section known = understood.get(i).only(sections.get(i).codecs(numbers));
            understood.set(i, known.layeredWith(ids));
        }
        IceCredentials ice = new IceCredentials(fragment, password == null ? "" : password);
        return new BrowserOffer(ice, fingerprint, ids, understood);
    }

    /// Gives sections their meaning, by their order.
    private static final class Places {

        private int microphones;
        private int cameras;
        private int audioSlots;
        private int videoSlots;

        Section place(SectionLines lines) throws OfferRefused {
            SourceKind source = null;
            int slot = -1;
            if (lines.isMedia()) {
                switch (lines.direction()) {
                    case "sendonly" -> source = source(lines.isAudio());
                    case "recvonly" -> slot = slot(lines.isAudio());
                    case "inactive" -> {}
                    default -> throw new OfferRefused(Reason.SECTIONS);
                }
            }
            return new Section(
                    lines.mid(),
                    lines.isMedia(),
                    lines.isAudio(),
                    source,
                    slot,
                    lines.ssrc(),
                    lines.rtxSsrc(),
                    List.of(),
                    lines.layers());
        }

        private SourceKind source(boolean audio) throws OfferRefused {
            int index = audio ? microphones++ : SourceKind.CAMERA.ordinal() + cameras++;
            if (audio && index > 0 || index >= SourceKind.values().length) {
                throw new OfferRefused(Reason.SECTIONS);
            }
            return SourceKind.values()[index];
        }

        private int slot(boolean audio) throws OfferRefused {
            int index = audio ? audioSlots++ : videoSlots++;
            if (index >= (audio ? SlotFill.AUDIO_SLOTS : SlotFill.VIDEO_SLOTS)) {
                throw new OfferRefused(Reason.SECTIONS);
            }
            return audio ? index : SlotFill.AUDIO_SLOTS + index;
        }
    }
}

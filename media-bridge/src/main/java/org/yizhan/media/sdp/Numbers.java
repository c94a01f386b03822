package org.yizhan.media.sdp;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.ExtensionIds;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.PictureIds;
import org.yizhan.media.sdp.OfferRefused.Reason;

/// Gathers the numbers of an offer. All sections share one connection, so the same thing has the same number in
/// all.
final class Numbers {

    /// The one-byte form of header extensions ends here; the bridge writes no other.
    private static final int HIGHEST_EXTENSION = 14;

    private record Chosen(PictureIds ids, int rank) {}

    private int opus = -1;
    private int red = -1;
    private final Map<Codec, Chosen> pictures = new LinkedHashMap<>();
    private int mid;
    private int rid;
    private int repairedRid;
    private int transportCounter;
    private int audioLevel;

    void opus(int payloadType) throws OfferRefused {
        opus = same(opus, payloadType, -1);
    }

    void red(int payloadType) throws OfferRefused {
        red = same(red, payloadType, -1);
    }

    /// A codec of pictures may be there several times, with parameters that differ; the one of the lowest rank is
    /// taken, and of those the first.
    ///
    /// @param rtx payload type of its retransmissions; -1 for none
    void picture(PictureFormat format, int payloadType, int rtx) throws OfferRefused {
        Codec codec = format.codec();
        Chosen known = pictures.get(codec);
        if (known != null && codec != Codec.H264) {
            same(known.ids().type(), payloadType, -1);
        }
        if (known == null || format.rank() < known.rank()) {
            put(new PictureIds(codec, payloadType, rtx, format.parameters()), format.rank());
        } else if (known.ids().type() == payloadType && rtx >= 0) {
            int agreed = same(known.ids().rtx(), rtx, -1);
            put(new PictureIds(codec, payloadType, agreed, known.ids().parameters()), known.rank());
        }
    }

    private void put(PictureIds ids, int rank) {
        pictures.put(ids.codec(), new Chosen(ids, rank));
    }

    /// Payload type of a codec of pictures; -1 for none.
    int type(Codec codec) {
        Chosen chosen = pictures.get(codec);
        return chosen == null ? -1 : chosen.ids().type();
    }

    void extension(String uri, int id) throws OfferRefused {
        if (id < 1 || id > HIGHEST_EXTENSION) {
            return;
        }
        switch (uri) {
            case MediaTable.MID -> mid = same(mid, id, 0);
            case MediaTable.RID -> rid = same(rid, id, 0);
            case MediaTable.REPAIRED_RID -> repairedRid = same(repairedRid, id, 0);
            case MediaTable.TRANSPORT_COUNTER -> transportCounter = same(transportCounter, id, 0);
            case MediaTable.AUDIO_LEVEL -> audioLevel = same(audioLevel, id, 0);
            default -> {}
        }
    }

    private static int same(int known, int found, int none) throws OfferRefused {
        if (known != none && known != found) {
            throw new OfferRefused(Reason.NUMBERS);
        }
        return found;
    }

    MediaIds ids() throws OfferRefused {
        Set<Integer> taken = new HashSet<>();
        for (Chosen chosen : pictures.values()) {
            PictureIds ids = chosen.ids();
            if (!taken.add(ids.type()) || ids.rtx() >= 0 && !taken.add(ids.rtx())) {
                throw new OfferRefused(Reason.NUMBERS);
            }
        }
        return new MediaIds(
                opus,
                red,
                pictures.values().stream().map(Chosen::ids).toList(),
                new ExtensionIds(mid, rid, repairedRid, transportCounter, audioLevel));
    }
}

package org.yizhan.media.recording;

import java.io.IOException;
import org.yizhan.protocol.id.RecordingId;

/// A recording is encrypted and its key is not here: destroyed, or never brought.
public final class KeyMissing extends IOException {

    private static final long serialVersionUID = 1;

    KeyMissing(RecordingId recording) {
        super("the key of recording " + recording + " is not here");
    }
}

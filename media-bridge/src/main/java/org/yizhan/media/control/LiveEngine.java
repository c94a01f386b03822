package org.yizhan.media.control;

import org.yizhan.media.room.MediaEngine;

/// The engine while it runs.
public interface LiveEngine {

    /// @throws org.yizhan.platform.problem.ProblemException while it does not
    MediaEngine engine();
}

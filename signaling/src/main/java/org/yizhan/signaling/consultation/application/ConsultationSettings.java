package org.yizhan.signaling.consultation.application;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.yizhan.signaling.consultation.model.Bounds;

/// How long is waited for whom.
///
/// @param answer          for resident and desk to accept a call; then the resident counts as not there
/// @param invitation      for an invited desk to answer
/// @param callingDeskLost for the socket of a desk that calls; then the ticket goes back to the front
/// @param deskLost        for a desk's socket in a meeting; then the ticket goes back to the front
/// @param boothLost       for the booth's socket in a meeting; then the meeting ends
/// @param recordingPause  how long a recording may rest; then it goes on by itself
/// @param twoRecorders    whether a second bridge records each recorded meeting too
@ConfigurationProperties("yizhan.signaling.consultation")
record ConsultationSettings(
        @DefaultValue("45s") Duration answer,
        @DefaultValue("60s") Duration invitation,
        @DefaultValue("15s") Duration callingDeskLost,
        @DefaultValue("60s") Duration deskLost,
        @DefaultValue("90s") Duration boothLost,
        @DefaultValue("10m") Duration recordingPause,
        @DefaultValue("false") boolean twoRecorders) {

    Bounds bounds() {
        return new Bounds(answer, invitation, callingDeskLost, deskLost, boothLost);
    }
}

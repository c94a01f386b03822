package org.yizhan.app.launch;

import org.yizhan.cases.CaseServiceApplication;
import org.yizhan.media.MediaBridgeApplication;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.cases.CaseDesk;
import org.yizhan.protocol.consultation.Consultations;
import org.yizhan.signaling.SignalingApplication;

/// A part of the product, and the interface through which the others reach it.
public enum Part {
    SIGNALING("signaling", SignalingApplication.class, Consultations.class),
    MEDIA_BRIDGE("media-bridge", MediaBridgeApplication.class, MediaBridge.class),
    CASE_SERVICE("case-service", CaseServiceApplication.class, CaseDesk.class);

    private final String text;
    private final Class<?> configuration;
    private final Class<?> face;

    Part(String text, Class<?> configuration, Class<?> face) {
        this.text = text;
        this.configuration = configuration;
        this.face = face;
    }

    public String text() {
        return text;
    }

    /// The class to import to run the part in this process.
    public Class<?> configuration() {
        return configuration;
    }

    /// The HTTP interface that the part implements.
    public Class<?> face() {
        return face;
    }
}

package org.yizhan.signaling.consultation.model;

/// Why a command was refused. The words for people are chosen at the edge.
public enum Refusal implements Outcome {
    /// Also for those who have no part in it: they learn nothing about it.
    CONSULTATION_NOT_FOUND,
    CONSULTATION_OVER,
    NOT_NOW,
    FORBIDDEN,
    ALREADY_INVITED,
    TOO_MANY_MEMBERS,
    NOT_RECORDED,
    PAUSE_REASON
}

package org.yizhan.cases.material;

/// What comes of drawing a picture anew.
sealed interface Redrawn {

    /// The picture and nothing else: no metadata, the right way up.
    record Picture(byte[] content) implements Redrawn {}

    /// It claims more than is ever decoded here.
    record TooLarge() implements Redrawn {}

    /// It ends too early, contradicts itself, or is of a kind that is not read here.
    record Broken() implements Redrawn {}
}

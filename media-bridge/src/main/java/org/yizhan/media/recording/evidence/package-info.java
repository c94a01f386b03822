/// Makes a recording stand as evidence: the log of its fragments, the hash chain over them, the signature that seals
/// it.
@NullMarked
@NamedInterface("evidence")
package org.yizhan.media.recording.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

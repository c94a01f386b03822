/// Encrypts what lies on the disk: a data key for each recording, wrapped by a master key; each fragment by itself.
@NullMarked
package org.yizhan.media.recording.cipher;

import org.jspecify.annotations.NullMarked;

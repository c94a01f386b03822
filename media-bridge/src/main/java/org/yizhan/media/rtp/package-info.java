/// RTP and RTCP packets: parsing and writing, and nothing else. No I/O, no Spring, no other package.
@NullMarked
package org.yizhan.media.rtp;

import org.jspecify.annotations.NullMarked;

package org.yizhan.media.control;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `yizhan.media.jvb.*`: the videobridges, when they carry the media.
///
/// @param bridges their private HTTP addresses, such as `http://127.0.0.1:8080`; one is used, the others stand by
record JvbSettings(@DefaultValue List<URI> bridges) {}

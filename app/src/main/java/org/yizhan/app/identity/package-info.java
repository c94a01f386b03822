/// The identity provider for trials on one machine: Spring Authorization Server in a small servlet container on the
/// loopback address, reached through our public port under `/idp/`.
@NullMarked
package org.yizhan.app.identity;

import org.jspecify.annotations.NullMarked;

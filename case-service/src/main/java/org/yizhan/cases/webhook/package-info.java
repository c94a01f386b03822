/// Tells other offices' programs what happens to cases: signed messages over HTTP, as Standard Webhooks has them.
@NullMarked
package org.yizhan.cases.webhook;

import org.jspecify.annotations.NullMarked;

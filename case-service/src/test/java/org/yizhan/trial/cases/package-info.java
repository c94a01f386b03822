/// Runs the case service by itself, beside a signaling that the tests write down.
@NullMarked
package org.yizhan.trial.cases;

import org.jspecify.annotations.NullMarked;

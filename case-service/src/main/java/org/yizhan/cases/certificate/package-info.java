/// Asks a register whether a certificate (电子证照) exists, so that nobody has to bring what an office
/// knows already.
@NullMarked
package org.yizhan.cases.certificate;

import org.jspecify.annotations.NullMarked;

/// What people and time do to a consultation: one activity each, one transaction each.
@NullMarked
@NamedInterface("application")
package org.yizhan.signaling.consultation.application;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

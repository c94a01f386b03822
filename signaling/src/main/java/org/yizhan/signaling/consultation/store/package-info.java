/// Consultations in PostgreSQL.
@NullMarked
package org.yizhan.signaling.consultation.store;

import org.jspecify.annotations.NullMarked;

/// Keeps ID and phone numbers unreadable in the database, yet comparable.
@NullMarked
package org.yizhan.cases.confidential;

import org.jspecify.annotations.NullMarked;

/// Reads YAML so that every complaint names the file and the line.
@NullMarked
package org.yizhan.cases.yaml;

import org.jspecify.annotations.NullMarked;

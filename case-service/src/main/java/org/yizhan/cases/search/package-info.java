/// Finding: one box for names, pinyin, numbers, items, dates, stations and the text of papers.
@NullMarked
package org.yizhan.cases.search;

import org.jspecify.annotations.NullMarked;

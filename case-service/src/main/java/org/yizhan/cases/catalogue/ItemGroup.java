package org.yizhan.cases.catalogue;

/// A heading under which pages list items.
public record ItemGroup(String id, String name, String nameEn) {}

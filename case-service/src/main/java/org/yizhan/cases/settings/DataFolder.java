package org.yizhan.cases.settings;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The folder that the whole program keeps its data in, `yizhan.data`.
@Component
public class DataFolder {

    private final Path folder;

    public DataFolder(@Value("${yizhan.data:data}") Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    public Path audit() {
        return folder.resolve("audit");
    }

    public Path packages() {
        return folder.resolve("packages");
    }

    public Path materials() {
        return folder.resolve("materials");
    }
}

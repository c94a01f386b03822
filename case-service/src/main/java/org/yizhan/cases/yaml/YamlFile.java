package org.yizhan.cases.yaml;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// A YAML file of ours. What is wrong with it is said with its name and the line.
public final class YamlFile {

    private YamlFile() {}

    /// @throws BadDefinition when it is not YAML
    public static YamlValue read(Resource resource) {
        var name = String.valueOf(resource.getFilename());
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Node root = new Yaml(options).compose(reader);
            if (root == null) {
                throw new BadDefinition(name, 1, "is empty");
            }
            return new YamlValue(name, "", root);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new BadDefinition(name, mark == null ? 1 : mark.getLine() + 1, String.valueOf(e.getProblem()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}

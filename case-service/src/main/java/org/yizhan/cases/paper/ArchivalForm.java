package org.yizhan.cases.paper;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;

/// What makes a document a PDF/A-2b (ISO 19005-2) when its fonts are embedded already: it says so in
/// its metadata and brings the profile that its colours mean.
final class ArchivalForm {

    private ArchivalForm() {}

    static void give(PDDocument document, String title) throws IOException {
        document.setVersion(1.7f);
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage("zh-CN");
        var metadata = new PDMetadata(document);
        metadata.importXMPMetadata(packet(title).getBytes(StandardCharsets.UTF_8));
        catalog.setMetadata(metadata);
        var profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        var intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
        intent.setInfo("sRGB IEC61966-2.1");
        intent.setOutputCondition("sRGB IEC61966-2.1");
        intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
        catalog.addOutputIntent(intent);
    }

    /// Title and creator are those of the document's own information.
    private static String packet(String title) {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="B"/>
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
                </rdf:Description>
                <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Yizhan"/>
                </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="r"?>""".formatted(title.replace("&", "&amp;").replace("<", "&lt;"));
    }
}

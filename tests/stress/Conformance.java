// SPDX-License-Identifier: Apache-2.0
// Checks PDF files against one flavour each of veraPDF's profiles and prints what fails.

import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Conformance {
    public static void main(String[] given) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = true;
        for (String file : given[1].split(java.io.File.pathSeparator)) {
            for (String id : given[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
                try (InputStream in = new FileInputStream(file);
                     PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                     PDFAValidator validator =
                         Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult found = validator.validate(parser);
                    all &= found.isCompliant();
                    System.out.println(
                        (found.isCompliant() ? "passes " : "FAILS  ") + id + "  " + file);
                    for (TestAssertion each : found.getTestAssertions()) {
                        if (each.getStatus() == TestAssertion.Status.FAILED) {
                            System.out.println("    " + each.getRuleId().getClause() + "-"
                                + each.getRuleId().getTestNumber() + " " + each.getMessage()
                                + " at " + each.getLocation().getContext());
                        }
                    }
                }
            }
        }
        System.exit(all ? 0 : 1);
    }
}

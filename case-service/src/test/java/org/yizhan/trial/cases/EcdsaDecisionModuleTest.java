package org.yizhan.trial.cases;

/// With ECDSA over SHA-256.
class EcdsaDecisionModuleTest extends DecisionModuleTest {

    @Override
    String digest() {
        return "2.16.840.1.101.3.4.2.1";
    }
}

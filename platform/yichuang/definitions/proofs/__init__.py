"""What is known of the forms of bundles: proofs kept by digest, the gate before publishing, signatures under samples."""

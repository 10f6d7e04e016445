"""Pure rules of documents (書類の規則): what each sheet holds, and which characters may be set."""

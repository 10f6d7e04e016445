"""Documents (書類): notices, certificates, receipts and forms as accessible, archivable PDF.

Typst sets the type; data reach the templates as JSON only, never as source. Issued papers are
signed, kept as they were handed out, and can be checked by anybody who holds one.
"""

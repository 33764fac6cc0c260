"""What a scanned or typed code is: check digits, numbers of goods, cards, phones and receipts, and the classifier."""

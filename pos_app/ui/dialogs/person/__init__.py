"""What is asked on the customer's page; a code to the phone also on the sale."""

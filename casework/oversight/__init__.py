"""What HR/Jura see across requests and cases: figures, unlike treatment, what is stored about somebody."""

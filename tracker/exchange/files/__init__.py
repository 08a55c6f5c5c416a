"""Files of somebody's making: bytes to text, text to rows, each with its line."""

"""What the text can name: drugs and brands, targets, units. Tables first, with just enough code to read them."""

"""What publishers publish - CMS releases, the ASP crosswalk, the Purple Book - read as published and made into a reference."""

"""What each week of a season asks for, out of the tables of its goal."""

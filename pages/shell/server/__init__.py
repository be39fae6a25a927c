"""What stands between the network and the pages: who is let in, how many, and how much each may leave behind."""

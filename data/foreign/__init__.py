"""Foreign workbooks and web pages → cells. Runs in a process of its own, so it knows neither tables nor stores."""

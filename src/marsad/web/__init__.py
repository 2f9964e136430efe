"""The review page: a workspace to see, check and correct in a browser; server-rendered, scripts only add to it."""

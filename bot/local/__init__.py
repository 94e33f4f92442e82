"""The local workspace: a platform in the browser, served by Clerk itself."""

// Loaded into the Slack peer before its own code: it would listen on every interface.
const serve = Bun.serve;
Bun.serve = (options) => serve({ ...options, hostname: "127.0.0.1" });

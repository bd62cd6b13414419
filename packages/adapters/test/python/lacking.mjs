// A program that lacks what it needs and says so, and would then wait for requests.
process.stdout.write(`${JSON.stringify({ error: "No module named 'torch'" })}\n`);
process.stdin.resume();

// Says in words that Node is too old, where a stack trace about unknown file extensions would be all there is.
// Plain old JavaScript: it must run on the Node that is too old.
var major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error('Sous needs Node 24 or newer; this is ' + process.version + '.');
  console.error(
    '`npm ci` brings one along on Linux (glibc), macOS and Windows on x64; elsewhere install it from nodejs.org.',
  );
  process.exit(1);
}

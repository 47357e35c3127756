#!/usr/bin/env node
// Plain JavaScript of long ago up to the check, so that an old Node says so instead of failing on syntax.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 22)) {
  console.error('glfr needs Node 22.22 or newer; this is Node ' + process.versions.node + '.');
  console.error('Try: npx -p node@24 node ' + process.argv[1] + ' …');
  process.exit(1);
}
// `glfr … | head` ends quietly: a reader that has gone is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
// That was the check of Node's version; oclif's own would load a package for it.
process.env.OCLIF_DISABLE_ENGINE_WARNING = '1';
import('node:module')
  .then((module) => module.enableCompileCache?.())
  .then(() => import('../dist/main.js'))
  .then((glfr) => {
    const root = decodeURIComponent(new URL('..', import.meta.url).pathname);
    return glfr.main(root, process.argv.slice(2));
  });

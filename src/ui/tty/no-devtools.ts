/** Stands in for react-devtools-core in the bundle (build.ts): ink asks for it only when DEV=true. */
const noDevtools = { initialize() {}, connectToDevTools() {} };

// biome-ignore lint/style/noDefaultExport: ink imports react-devtools-core's default export
export default noDevtools;

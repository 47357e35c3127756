import process from 'node:process';

/** Is this Linux on Windows? oclif asks at each start; its own way reads files and loads 10 ms of modules. */
export const isWsl = process.platform === 'linux' && process.env.WSL_DISTRO_NAME !== undefined;

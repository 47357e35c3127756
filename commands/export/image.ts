import { Args } from '@oclif/core';
import { GlfrCommand } from '../../src/cli/base-command.ts';
import { executorFlag, outputFlags } from '../../src/cli/export-flags.ts';
import { commonFlags } from '../../src/cli/flags.ts';

export default class ExportImage extends GlfrCommand {
  static override summary = "The Dockerfile of a manager's image of your own";
  static override description =
    `The official gitlab-runner, with the fleeting plugin for AWS and the ECR credential helper inside: for networks that do not
reach registry.gitlab.com, or for a registry of your own. Use it with --manager-image. With --executor fargate, DIR also
gets the image of a job's task.`;
  static override usage = 'export image [DIR] [FLAGS]';
  static override changes = 'Nothing but the files of --output or DIR; without it, it goes to stdout.';
  static override needs = 'Nothing: neither AWS nor GitLab is asked.';
  static override examples = [
    '<%= config.bin %> export image | docker build --tag glfr-manager -',
    '<%= config.bin %> export image glfr-image --executor fargate',
  ];
  static override args = {
    dir: Args.string({ description: 'folder to write to, as --output' }),
  };
  static override flags = { ...executorFlag, ...outputFlags, ...commonFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ExportImage);
    const { emit } = await import('../../src/cli/export-files.ts');
    const { readAsset } = await import('../../src/cli/assets.ts');
    const output = args.dir ?? flags.output;
    const read = async (path: string) => ({
      path,
      content: await readAsset(this.config.root, `image/${path}`),
    });
    const manager = await read('Dockerfile');
    const jobs =
      flags.executor === 'fargate' ? [await read('job/Dockerfile'), await read('job/start.sh')] : [];
    const notes =
      jobs.length > 0 && output === undefined
        ? ["note: this is the manager's; the image of a job's task comes with --output DIR"]
        : [];
    const build = 'docker buildx build --platform linux/amd64,linux/arm64 --push --tag';
    const next = () => [
      `${build} REPOSITORY:TAG ${output}`,
      ...(jobs.length > 0 ? [`${build} REPOSITORY:JOB-TAG ${output}/job`] : []),
      `glfr deploy --manager-image REPOSITORY:TAG${jobs.length > 0 ? ' --image REPOSITORY:JOB-TAG' : ''}`,
    ];
    await emit({ files: [manager, ...jobs], notes, next }, { ...flags, output });
  }
}

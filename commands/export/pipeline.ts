import { GlfrCommand } from '../../src/cli/base-command.ts';
import { outputFlags, toldFlags } from '../../src/cli/export-flags.ts';
import { commonFlags, configFlag } from '../../src/cli/flags.ts';
import { settingFlags } from '../../src/cli/setting-flags.ts';

export default class ExportPipeline extends GlfrCommand {
  static override summary = 'A .gitlab-ci.yml that deploys the stack from GitLab itself, without glfr';
  static override description =
    `With --output DIR, the root of a repository: .gitlab-ci.yml, glfr/stack.yml and, from the settings given by flags or
--config, glfr/parameters.json. Tokens and keys are masked variables of the project, never files.`;
  static override changes = 'Nothing but the files of --output.';
  static override needs = 'Nothing: neither AWS nor GitLab is asked.';
  static override examples = [
    '<%= config.bin %> export pipeline | less',
    '<%= config.bin %> export pipeline --config glfr.yml --output .',
  ];
  static override flags = {
    ...settingFlags(),
    ...configFlag,
    ...toldFlags,
    ...outputFlags,
    ...commonFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportPipeline);
    const { gatherParameters } = await import('../../src/cli/export-parameters.ts');
    const { parameterFile } = await import('../../src/domain/stack/given-parameters.ts');
    const { readAsset } = await import('../../src/cli/assets.ts');
    const { emit } = await import('../../src/cli/export-files.ts');
    const { root } = this.config;
    const { parameters, template, notes } = await gatherParameters(flags, root);
    const pipeline = await readAsset(root, 'pipeline.gitlab-ci.yml');
    const next = () => [
      'set GLFR_RUNNER_TOKEN and AWS_ROLE_ARN as masked, protected variables of the project',
      'git add .gitlab-ci.yml glfr && git commit',
    ];
    await emit(
      {
        files: [
          { path: '.gitlab-ci.yml', content: pipeline },
          { path: 'glfr/stack.yml', content: template },
          { path: 'glfr/parameters.json', content: parameterFile(parameters, 'deploy') },
        ],
        notes: flags.output === undefined ? [] : notes,
        next,
      },
      flags,
    );
  }
}

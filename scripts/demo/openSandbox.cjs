const { commands } = require('vscode');

exports.activate = async () => {
  await commands.executeCommand('workbench.view.extension.azureDr');
  await commands.executeCommand('azureDr.openSandbox');
};

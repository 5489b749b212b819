const { commands } = require('vscode');

exports.activate = () => commands.executeCommand('azureDr.openSandbox');

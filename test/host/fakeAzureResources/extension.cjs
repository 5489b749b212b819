// Version 2 of the API that the Azure Resources extension exports, as far as it is used. What is revealed is a line in a file.
const { appendFileSync } = require('node:fs');

exports.activate = () => ({
  getApi: (range, { extensionId }) => {
    if (range !== '^2.0.0') throw new Error(`No API ${range} for ${extensionId}.`);
    return {
      apiVersion: '2.0.0',
      resources: {
        revealAzureResource: async (id) => appendFileSync(`${process.env['AZURE_DR_FAKE_MICROSOFT']}.revealed`, `${id}\n`),
      },
    };
  },
});

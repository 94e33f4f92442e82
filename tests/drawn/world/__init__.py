"""Documents of many countries, drawn without a look at what the reader knows."""

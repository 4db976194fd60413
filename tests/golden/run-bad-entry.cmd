cybertwin run packages/plant --entry located:ofice

"""Where the nodes of a drawn network stand: by stress, by forces, with labels apart."""

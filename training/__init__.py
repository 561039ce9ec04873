"""Train SE networks, record their profiles and export model folders (see README.md here)."""
